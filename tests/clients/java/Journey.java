// Pays, finds and refunds with the client that was generated for Java.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.api.CardPaymentsApi;
import org.openapitools.client.api.RefundingCardPaymentsApi;
import org.openapitools.client.model.CreateCardPaymentRequest;
import org.openapitools.client.model.ExternalMetadataValue;
import org.openapitools.client.model.PaymentRefundRequest;
import org.openapitools.client.model.PaymentWithAllLinks;
import org.openapitools.client.model.RequestError;

public class Journey {
    public static void main(String[] arguments) throws Exception {
        var key = System.getenv("BURSAR_API_KEY");
        var client = new ApiClient();
        client.updateBaseUri(System.getenv("BURSAR_URL"));
        // Numbers, words and booleans of metadata are told apart only by a strict mapper.
        client.setObjectMapper(JSON.getDefault().getMapper());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        var payments = new CardPaymentsApi(client);
        var refunds = new RefundingCardPaymentsApi(client);

        var wanted = new CreateCardPaymentRequest()
            .amount(2600)
            .reference("CLIENT-JAVA")
            .description("Resident parking permit")
            .returnUrl("https://parking.example.org/paid")
            .putMetadataItem("office", new ExternalMetadataValue("Harbour Road"))
            .putMetadataItem("permit", new ExternalMetadataValue(BigDecimal.valueOf(417)));
        var created = payments.createPayment(
            CardPaymentsApi.APICreatePaymentRequest.newBuilder().createCardPaymentRequest(wanted).build());
        System.out.println("created " + created.getPaymentId() + " " + created.getState().getStatus());

        System.out.println("pay " + created.getLinks().getNextUrl().getHref());
        new BufferedReader(new InputStreamReader(System.in)).readLine();

        var payment = get(payments, created.getPaymentId());
        System.out.println("got " + payment.getPaymentId() + " " + payment.getState().getStatus()
            + " " + payment.getCardDetails().getCardBrand());
        System.out.println("metadata " + payment.getMetadata().get("office").getActualInstance());

        var found = payments.searchPayments(
            CardPaymentsApi.APISearchPaymentsRequest.newBuilder().reference("client-java").state("success").build());
        for (var result : found.getResults()) {
            System.out.println("found " + result.getPaymentId() + " " + result.getState().getStatus());
        }

        var part = new PaymentRefundRequest()
            .amount(600)
            .refundAmountAvailable(payment.getRefundSummary().getAmountAvailable().intValue());
        var refund = refunds.createRefund(
            RefundingCardPaymentsApi.APICreateRefundRequest.newBuilder()
                .paymentId(payment.getPaymentId()).paymentRefundRequest(part).build());
        System.out.println("refunded " + refund.getRefundId() + " " + refund.getAmount());

        try {
            get(payments, "5hv2q7l0c9k3m1r8t4e6d0b2ap");
        } catch (ApiException refusal) {
            var error = JSON.getDefault().getMapper().readValue(refusal.getResponseBody(), RequestError.class);
            System.out.println("refused " + refusal.getCode() + " " + error.getCode());
        }
    }

    static PaymentWithAllLinks get(CardPaymentsApi payments, String id) throws ApiException {
        return payments.getPayment(
            CardPaymentsApi.APIGetPaymentRequest.newBuilder().paymentId(id).build());
    }
}
