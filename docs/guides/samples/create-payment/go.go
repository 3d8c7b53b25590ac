// Creates a payment and prints where the person pays it.
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
		"return_url": "https://parking.example.org/permits/0417/paid"
	}`)
	url := os.Getenv("BURSAR_URL") + "/v1/payments"
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
	if response.StatusCode != 201 {
		problem, _ := io.ReadAll(response.Body)
		log.Fatal(response.Status, " ", string(problem))
	}

	var payment struct {
		PaymentID string `json:"payment_id"`
		Links     struct {
			NextURL struct{ Href string } `json:"next_url"`
		} `json:"_links"`
	}
	if err := json.NewDecoder(response.Body).Decode(&payment); err != nil {
		log.Fatal(err)
	}
	fmt.Println("payment", payment.PaymentID)
	fmt.Println("send the person to", payment.Links.NextURL.Href)
}
