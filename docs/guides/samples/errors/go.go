// Shows what a refused request looks like: here the amount is too large.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := strings.NewReader(`{
		"amount": 20000000,
		"reference": "PERMIT-0417",
		"description": "Resident parking permit, six months",
		"return_url": "https://parking.example.org/permits/0417/paid"
	}`)
	request, err := http.NewRequest("POST", os.Getenv("BURSAR_URL")+"/v1/payments", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BURSAR_API_KEY"))
	request.Header.Set("Content-Type", "application/json")

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode == 201 {
		fmt.Println("created")
		return
	}

	// The code is for your program, the description for your log.
	var problem struct{ Code, Field, Description string }
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.StatusCode, problem.Code, "field:", problem.Field)
	fmt.Println(problem.Description)
}
