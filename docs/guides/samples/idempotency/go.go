// Creates a payment so that sending the request again does not create another.
package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	// Made once and kept with the order, so that every attempt sends the same.
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		log.Fatal(err)
	}
	key := hex.EncodeToString(random)

	// 201 says that it was created, 200 that it already was.
	for attempt := 1; attempt <= 2; attempt++ {
		status, id, err := create(key)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(status, id)
	}
}

func create(key string) (status int, id string, err error) {
	body := strings.NewReader(`{
		"amount": 2600,
		"reference": "PERMIT-0417",
		"description": "Resident parking permit, six months",
		"return_url": "https://parking.example.org/permits/0417/paid"
	}`)
	request, err := http.NewRequest("POST", os.Getenv("BURSAR_URL")+"/v1/payments", body)
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", key)

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		problem, _ := io.ReadAll(response.Body)
		return 0, "", fmt.Errorf("%s %s", response.Status, problem)
	}
	var payment struct {
		PaymentID string `json:"payment_id"`
	}
	err = json.NewDecoder(response.Body).Decode(&payment)
	return response.StatusCode, payment.PaymentID, err
}
