// Shows what a refused request looks like: here the amount is too large.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class Errors {
    public static void main(String[] args) throws Exception {
        var body = """
            {
              "amount": 20000000,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, six months",
              "return_url": "https://parking.example.org/permits/0417/paid"
            }
            """;
        var uri = URI.create(System.getenv("BURSAR_URL") + "/v1/payments");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        switch (response.statusCode()) {
            case 201 -> System.out.println("created " + response.body());
            case 401 -> System.out.println("the key opens nothing");
            case 429 -> System.out.println("too many requests: wait a second");
            // The body's code is for your program, its description for your log.
            default -> System.out.println(response.statusCode() + " " + response.body());
        }
    }
}
