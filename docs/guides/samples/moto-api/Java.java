// Takes a payment with card details that your service was given by post or telephone.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

class MotoApi {
    static final String API = System.getenv("BURSAR_URL");

    public static void main(String[] args) throws Exception {
        var create = request(API + "/v1/payments", """
            {
              "amount": 2600,
              "reference": "PERMIT-0417",
              "description": "Resident parking permit, six months",
              "authorisation_mode": "moto_api"
            }
            """).header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"));
        var payment = send(create.build());

        // No key is needed here: the token stands for it, once.
        var authorise = request(API + "/v1/auth", """
            {
              "one_time_token": "%s",
              "card_number": "4242424242424242",
              "cvc": "737",
              "expiry_date": "11/39",
              "cardholder_name": "Ade Okafor"
            }
            """.formatted(text(payment, "one_time_token")));
        send(authorise.build());
        System.out.println("authorised " + text(payment, "payment_id"));
    }

    static HttpRequest.Builder request(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    }

    static String send(HttpRequest request) throws Exception {
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
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
