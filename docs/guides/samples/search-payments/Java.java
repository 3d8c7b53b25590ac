// Prints every payment that has a reference, page by page.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

class SearchPayments {
    public static void main(String[] args) throws Exception {
        var client = HttpClient.newHttpClient();
        // A page names the next one, and the last page names none. Your service reads
        // this with its JSON library: Java comes without one.
        var nextPage = Pattern.compile("\"next_page\":\\{\"href\":\"([^\"]*)\"");

        var url = System.getenv("BURSAR_URL")
            + "/v1/payments?reference=PERMIT-0417&display_size=50";
        while (url != null) {
            var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
                .build();
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            System.out.println(response.body());

            var next = nextPage.matcher(response.body());
            url = next.find() ? next.group(1) : null;
        }
    }
}
