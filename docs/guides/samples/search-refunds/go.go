// Prints the refunds that were made since a date.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	url := os.Getenv("BURSAR_URL") + "/v1/refunds?from_date=2026-01-01T00:00:00Z"
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		problem, _ := io.ReadAll(response.Body)
		log.Fatal(response.Status, " ", string(problem))
	}

	var refunds struct {
		Results []struct {
			RefundID  string `json:"refund_id"`
			PaymentID string `json:"payment_id"`
			Status    string
			Amount    int
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&refunds); err != nil {
		log.Fatal(err)
	}
	for _, refund := range refunds.Results {
		fmt.Println(refund.RefundID, refund.Status, refund.Amount, "pence")
		fmt.Println("    of payment", refund.PaymentID)
	}
}
