<?php
// Creates a payment so that sending the request again does not create another.

// Made once and kept with the order, so that every attempt sends the same.
$key = bin2hex(random_bytes(16));

$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
        'Content-Type: application/json',
        "Idempotency-Key: $key",
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'amount' => 2600,
        'reference' => 'PERMIT-0417',
        'description' => 'Resident parking permit, six months',
        'return_url' => 'https://parking.example.org/permits/0417/paid',
    ]),
]);

// 201 says that it was created, 200 that it already was.
foreach ([1, 2] as $attempt) {
    $body = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== 201 && $status !== 200) {
        fwrite(STDERR, "attempt $attempt: $status $body\n");
        exit(1);
    }
    echo $status, ' ', json_decode($body, true)['payment_id'], "\n";
}
