// Cancels a payment that is not finished.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	url := os.Getenv("BURSAR_URL") + "/v1/payments/" + os.Getenv("PAYMENT_ID") + "/cancel"
	request, err := http.NewRequest("POST", url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 204 {
		log.Fatal(response.Status)
	}
	fmt.Println("cancelled")
}
