// Asks for a payment, and again a little later while there are too many requests.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

class RateLimitRetry {
    static final int ATTEMPTS_MAX = 5;

    public static void main(String[] args) throws Exception {
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/payments/" + System.getenv("PAYMENT_ID"));
        var request = HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .build();

        var response = patiently(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        System.out.println(response.body());
    }

    static HttpResponse<String> patiently(HttpRequest request) throws Exception {
        var client = HttpClient.newHttpClient();
        for (var attempt = 1; ; attempt++) {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 429 || attempt == ATTEMPTS_MAX) {
                return response;
            }
            Thread.sleep(1000 * response.headers().firstValueAsLong("Retry-After").orElse(1));
        }
    }
}
