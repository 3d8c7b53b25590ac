// Prints every payment that has a reference, page by page.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
)

// A page of payments. It names the next one, and the last page names none.
type page struct {
	Results []struct {
		PaymentID string `json:"payment_id"`
		State     struct{ Status string }
		Amount    int
	}
	Links struct {
		NextPage struct{ Href string } `json:"next_page"`
	} `json:"_links"`
}

func main() {
	query := url.Values{"reference": {"PERMIT-0417"}, "display_size": {"50"}}
	next := os.Getenv("BURSAR_URL") + "/v1/payments?" + query.Encode()
	for next != "" {
		found, err := get(next)
		if err != nil {
			log.Fatal(err)
		}
		for _, payment := range found.Results {
			fmt.Println(payment.PaymentID, payment.State.Status, payment.Amount)
		}
		next = found.Links.NextPage.Href
	}
}

func get(url string) (found page, err error) {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return found, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return found, err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		problem, _ := io.ReadAll(response.Body)
		return found, fmt.Errorf("%s %s", response.Status, problem)
	}
	err = json.NewDecoder(response.Body).Decode(&found)
	return found, err
}
