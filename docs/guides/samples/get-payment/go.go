// Asks how far a payment got.
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
	url := os.Getenv("BURSAR_URL") + "/v1/payments/" + os.Getenv("PAYMENT_ID")
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

	var payment struct {
		Amount int
		State  struct {
			Status   string
			Finished bool
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&payment); err != nil {
		log.Fatal(err)
	}
	fmt.Println(payment.Amount, "pence:", payment.State.Status)
	if !payment.State.Finished {
		fmt.Println("the person may still pay")
	}
}
