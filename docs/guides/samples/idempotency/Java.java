// Creates a payment so that sending the request again does not create another.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

class Idempotency {
    public static void main(String[] args) throws Exception {
        // Made once and kept with the order, so that every attempt sends the same.
        var key = UUID.randomUUID().toString();
        var body = """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, six months",
              "return_url": "https://parking.example.org/permits/0417/paid"
            }
            """;
        var uri = URI.create(System.getenv("BURSAR_URL") + "/v1/payments");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();

        // 201 says that it was created, 200 that it already was.
        var client = HttpClient.newHttpClient();
        for (var attempt = 1; attempt <= 2; attempt++) {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 201 && response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            System.out.println(response.statusCode() + " " + response.body());
        }
    }
}
