// Gives back a part of a payment, and never twice by accident.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

class RefundPayment {
    static final String PAYMENT =
        System.getenv("BURSAR_URL") + "/v1/payments/" + System.getenv("PAYMENT_ID");

    public static void main(String[] args) throws Exception {
        var payment = send(request(PAYMENT).GET().build());
        // Your service reads this with its JSON library: Java comes without one.
        var available = Pattern.compile("\"amount_available\":(\\d+)").matcher(payment);
        if (!available.find()) {
            throw new IllegalStateException(payment);
        }

        // If somebody else refunds in between, this is refused with P0604.
        var body = """
            { "amount": 600, "refund_amount_available": %s }
            """.formatted(available.group(1));
        var refund = request(PAYMENT + "/refunds").POST(BodyPublishers.ofString(body));
        System.out.println(send(refund.build()));
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + System.getenv("BURSAR_API_KEY"))
            .header("Content-Type", "application/json");
    }

    static String send(HttpRequest request) throws Exception {
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
