// Asks how far a payment got.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class GetPayment {
    public static void main(String[] args) throws Exception {
        var payment = System.getenv("PAYMENT_ID");
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payments/" + payment);
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        // Java comes without a JSON reader: hand this to the one your service uses.
        System.out.println(response.body());
    }
}
