// Makes an agreement, and the payment in which the person's card is kept for it.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

class Agreement {
    public static void main(String[] args) throws Exception {
        var agreement = post("/v1/agreements", """
            {
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, every month"
            }
            """);
        System.out.println(agreement);

        // The agreement is active once the person has paid this one.
        var payment = post("/v1/payments", """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, March",
              "return_url": "https://parking.example.org/permits/0417/paid",
              "set_up_agreement": "%s"
            }
            """.formatted(text(agreement, "agreement_id")));
        System.out.println(payment);
    }

    static String post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("BURSAR_URL") + path))
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    // Your service does this with its JSON library: Java comes without one.
    static String text(String json, String member) {
        var found = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + member);
        }
        return found.group(1);
    }
}
