// Makes an agreement, and the payment in which the person's card is kept for it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	var agreement struct {
		AgreementID string `json:"agreement_id"`
		Status      string
	}
	err := post("/v1/agreements", map[string]any{
		"reference":   "PERMIT-0417",
		"description": "Resident parking permit, every month",
	}, &agreement)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("agreement", agreement.AgreementID, agreement.Status)

	// The agreement is active once the person has paid this one.
	var payment struct {
		Links struct {
			NextURL struct{ Href string } `json:"next_url"`
		} `json:"_links"`
	}
	err = post("/v1/payments", map[string]any{
		"amount":           2600,
		"reference":        "PERMIT-0417",
		"description":      "Resident parking permit, March",
		"return_url":       "https://parking.example.org/permits/0417/paid",
		"set_up_agreement": agreement.AgreementID,
	}, &payment)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("send the person to", payment.Links.NextURL.Href)
}

func post(path string, body map[string]any, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	url := os.Getenv("BURSAR_URL") + path
	request, err := http.NewRequest("POST", url, bytes.NewReader(text))
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
	if response.StatusCode != 201 {
		problem, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s %s", response.Status, problem)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
