// Prints the disputes that wait for your evidence.
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
	url := os.Getenv("BURSAR_URL") + "/v1/disputes?status=needs_response"
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

	var disputes struct {
		Results []struct {
			DisputeID string `json:"dispute_id"`
			PaymentID string `json:"payment_id"`
			Reason    string
			Amount    int
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&disputes); err != nil {
		log.Fatal(err)
	}
	for _, dispute := range disputes.Results {
		fmt.Println(dispute.DisputeID, "of payment", dispute.PaymentID)
		fmt.Println("   ", dispute.Reason, dispute.Amount, "pence")
	}
}
