// Prints what happened to a payment, the oldest first.
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
	url := os.Getenv("BURSAR_URL") + "/v1/payments/" + os.Getenv("PAYMENT_ID") + "/events"
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

	var history struct {
		Events []struct {
			Updated string
			State   struct{ Status string }
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&history); err != nil {
		log.Fatal(err)
	}
	for _, event := range history.Events {
		fmt.Println(event.Updated, event.State.Status)
	}
}
