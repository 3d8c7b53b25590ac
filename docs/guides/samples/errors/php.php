<?php
// Shows what a refused request looks like: here the amount is too large.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'amount' => 20_000_000,
        'reference' => 'PERMIT-0417',
        'description' => 'Resident parking permit, six months',
        'return_url' => 'https://parking.example.org/permits/0417/paid',
    ]),
]);
$body = json_decode(curl_exec($curl), true);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);

if ($status === 201) {
    echo 'created ', $body['payment_id'], "\n";
} else {
    // The code is for your program, the description for your log.
    echo $status, ' ', $body['code'], ' field: ', $body['field'] ?? 'none', "\n";
    echo $body['description'], "\n";
}
