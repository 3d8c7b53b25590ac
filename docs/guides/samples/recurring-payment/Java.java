// Takes a payment from the card of an agreement, without the person.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class RecurringPayment {
    public static void main(String[] args) throws Exception {
        var body = """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, April",
              "authorisation_mode": "agreement",
              "agreement_id": "%s"
            }
            """.formatted(System.getenv("AGREEMENT_ID"));
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payments");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "permit-0417-april")
            .POST(BodyPublishers.ofString(body))
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        // 201 says that it was created, 200 that it already was.
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        // Java comes without a JSON reader: hand this to the one your service uses.
        System.out.println(response.body());
    }
}
