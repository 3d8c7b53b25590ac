// Records a payment that was taken over the telephone by somebody else.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class TelephonePayment {
    public static void main(String[] args) throws Exception {
        var body = """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, six months",
              "processor_id": "9f2c1a",
              "provider_id": "call-20260302-0091",
              "card_type": "visa",
              "card_expiry": "11/39",
              "first_six_digits": "424242",
              "last_four_digits": "4242",
              "name_on_card": "Ade Okafor",
              "payment_outcome": {
                "status": "success"
              }
            }
            """;
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payment_notification");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        // 201 says that it was recorded, 200 that it already was.
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        // Java comes without a JSON reader: hand this to the one your service uses.
        System.out.println(response.body());
    }
}
