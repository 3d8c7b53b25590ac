// Creates a payment and prints where the person pays it.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class CreatePayment {
    public static void main(String[] args) throws Exception {
        var body = """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, six months",
              "return_url": "https://parking.example.org/permits/0417/paid"
            }
            """;
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payments");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        // Java comes without a JSON reader: hand this to the one your service uses.
        System.out.println(response.body());
    }
}
