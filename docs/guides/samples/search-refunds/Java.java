// Prints the refunds that were made since a date.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class SearchRefunds {
    public static void main(String[] args) throws Exception {
        var api = System.getenv("BURSAR_URL");
        var uri = URI.create(api + "/v1/refunds?from_date=2026-01-01T00:00:00Z");
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
