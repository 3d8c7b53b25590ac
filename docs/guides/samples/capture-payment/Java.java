// Takes the money of a payment that was authorised with delayed_capture.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class CapturePayment {
    public static void main(String[] args) throws Exception {
        var payment = System.getenv("PAYMENT_ID");
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payments/" + payment + "/capture");
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .POST(BodyPublishers.noBody())
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        System.out.println("captured");
    }
}
