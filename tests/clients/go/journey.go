// Pays, finds and refunds with the client that was generated for Go.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	bursar "github.com/GIT_USER_ID/GIT_REPO_ID"
)

func main() {
	configuration := bursar.NewConfiguration()
	configuration.Servers = bursar.ServerConfigurations{{URL: os.Getenv("BURSAR_URL")}}
	client := bursar.NewAPIClient(configuration)
	payments, refunds := client.CardPaymentsAPI, client.RefundingCardPaymentsAPI
	ctx := context.WithValue(context.Background(), bursar.ContextAccessToken, os.Getenv("BURSAR_API_KEY"))

	wanted := bursar.NewCreateCardPaymentRequest(2600, "CLIENT-GO", "Resident parking permit")
	wanted.SetReturnUrl("https://parking.example.org/paid")
	office, permit := "Harbour Road", float64(417)
	wanted.SetMetadata(map[string]bursar.ExternalMetadataValue{
		"office": bursar.StringAsExternalMetadataValue(&office),
		"permit": bursar.Float64AsExternalMetadataValue(&permit),
	})
	created, _, err := payments.CreatePayment(ctx).CreateCardPaymentRequest(*wanted).Execute()
	check(err)
	fmt.Println("created", created.PaymentId, created.State.Status)

	fmt.Println("pay", created.Links.NextUrl.Href)
	bufio.NewScanner(os.Stdin).Scan()

	payment, _, err := payments.GetPayment(ctx, created.PaymentId).Execute()
	check(err)
	fmt.Println("got", payment.PaymentId, payment.State.Status, *payment.CardDetails.CardBrand.Get())
	fmt.Println("metadata", *payment.Metadata["office"].String)

	found, _, err := payments.SearchPayments(ctx).Reference("client-go").State("success").Execute()
	check(err)
	for _, result := range found.Results {
		fmt.Println("found", result.PaymentId, result.State.Status)
	}

	part := bursar.NewPaymentRefundRequest(600)
	part.SetRefundAmountAvailable(int32(payment.RefundSummary.AmountAvailable))
	refund, _, err := refunds.CreateRefund(ctx, payment.PaymentId).PaymentRefundRequest(*part).Execute()
	check(err)
	fmt.Println("refunded", refund.RefundId, refund.Amount)

	_, answer, err := payments.GetPayment(ctx, "5hv2q7l0c9k3m1r8t4e6d0b2ap").Execute()
	var refusal *bursar.GenericOpenAPIError
	if errors.As(err, &refusal) {
		fmt.Println("refused", answer.StatusCode, refusal.Model().(bursar.RequestError).Code)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
