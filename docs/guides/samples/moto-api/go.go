// Takes a payment with card details that your service was given by post or telephone.
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
	created, err := post(os.Getenv("BURSAR_URL")+"/v1/payments", map[string]any{
		"amount":             2600,
		"reference":          "PERMIT-0417",
		"description":        "Resident parking permit, six months",
		"authorisation_mode": "moto_api",
	}, os.Getenv("BURSAR_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	var payment struct {
		PaymentID string `json:"payment_id"`
		Links     struct {
			Auth struct {
				Href   string
				Params struct {
					OneTimeToken string `json:"one_time_token"`
				}
			} `json:"auth_url_post"`
		} `json:"_links"`
	}
	if err := json.Unmarshal(created, &payment); err != nil {
		log.Fatal(err)
	}

	// No key is needed here: the token stands for it, once.
	auth := payment.Links.Auth
	_, err = post(auth.Href, map[string]any{
		"one_time_token":  auth.Params.OneTimeToken,
		"card_number":     "4242424242424242",
		"cvc":             "737",
		"expiry_date":     "11/39",
		"cardholder_name": "Ade Okafor",
	}, "")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("authorised", payment.PaymentID)
}

func post(url string, body map[string]any, key string) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest("POST", url, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("%s %s", response.Status, answer)
	}
	return answer, err
}
