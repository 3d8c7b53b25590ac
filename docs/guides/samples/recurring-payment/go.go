// Takes a payment from the card of an agreement, without the person.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := strings.NewReader(`{
		"amount": 2600,
		"reference": "PERMIT-0417",
		"description": "Resident parking permit, April",
		"authorisation_mode": "agreement",
		"agreement_id": "` + os.Getenv("AGREEMENT_ID") + `"
	}`)
	url := os.Getenv("BURSAR_URL") + "/v1/payments"
	request, err := http.NewRequest("POST", url, body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", "permit-0417-april")

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	// 201 says that it was created, 200 that it already was.
	if response.StatusCode != 201 && response.StatusCode != 200 {
		problem, _ := io.ReadAll(response.Body)
		log.Fatal(response.Status, " ", string(problem))
	}

	var payment struct {
		PaymentID string `json:"payment_id"`
		State     struct{ Status string }
	}
	if err := json.NewDecoder(response.Body).Decode(&payment); err != nil {
		log.Fatal(err)
	}
	// The bank is asked in the background: ask for the payment until it is finished.
	fmt.Println("payment", payment.PaymentID, payment.State.Status)
}
