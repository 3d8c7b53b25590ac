// Asks for a payment, and again a little later while there are too many requests.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

const attemptsMax = 5

func main() {
	url := os.Getenv("BURSAR_URL") + "/v1/payments/" + os.Getenv("PAYMENT_ID")
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))

	response, err := patiently(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		problem, _ := io.ReadAll(response.Body)
		log.Fatal(response.Status, " ", string(problem))
	}
	var payment struct{ State struct{ Status string } }
	if err := json.NewDecoder(response.Body).Decode(&payment); err != nil {
		log.Fatal(err)
	}
	fmt.Println(payment.State.Status)
}

func patiently(request *http.Request) (*http.Response, error) {
	for attempt := 1; ; attempt++ {
		response, err := http.DefaultClient.Do(request)
		if err != nil || response.StatusCode != 429 || attempt == attemptsMax {
			return response, err
		}
		response.Body.Close()
		seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
		if err != nil {
			seconds = 1
		}
		time.Sleep(time.Duration(seconds) * time.Second)
	}
}
