// Gives back a part of a payment, and never twice by accident.
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
	path := "/v1/payments/" + os.Getenv("PAYMENT_ID")
	var payment struct {
		RefundSummary struct {
			AmountAvailable int `json:"amount_available"`
		} `json:"refund_summary"`
	}
	if err := call("GET", path, "", &payment); err != nil {
		log.Fatal(err)
	}

	// If somebody else refunds in between, this is refused with P0604.
	available := payment.RefundSummary.AmountAvailable
	body := fmt.Sprintf(`{"amount": 600, "refund_amount_available": %d}`, available)
	var refund struct {
		RefundID string `json:"refund_id"`
		Status   string
	}
	if err := call("POST", path+"/refunds", body, &refund); err != nil {
		log.Fatal(err)
	}
	fmt.Println("refund", refund.RefundID, refund.Status)
}

func call(method, path, body string, answer any) error {
	url := os.Getenv("BURSAR_URL") + path
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))
	request.Header.Set("Content-Type", "application/json")

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		problem, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s %s", response.Status, problem)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
