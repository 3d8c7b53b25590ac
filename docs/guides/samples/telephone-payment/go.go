// Records a payment that was taken over the telephone by somebody else.
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
		"description": "Resident parking permit, six months",
		"processor_id": "9f2c1a",
		"provider_id": "call-20260302-0091",
		"card_type": "visa",
		"card_expiry": "11/39",
		"first_six_digits": "424242",
		"last_four_digits": "4242",
		"name_on_card": "Ade Okafor",
		"payment_outcome": {
			"status": "success"
		}
	}`)
	url := os.Getenv("BURSAR_URL") + "/v1/payment_notification"
	request, err := http.NewRequest("POST", url, body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))
	request.Header.Set("Content-Type", "application/json")

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	// 201 says that it was recorded, 200 that it already was.
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
	fmt.Println("payment", payment.PaymentID, payment.State.Status)
}
