<?php
// Creates a payment and prints where the person pays it.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'amount' => 2600,
        'reference' => 'PERMIT-0417',
        'description' => 'Resident parking permit, six months',
        'return_url' => 'https://parking.example.org/permits/0417/paid',
    ]),
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 201) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}

$payment = json_decode($body, true);
echo 'payment ', $payment['payment_id'], "\n";
echo 'send the person to ', $payment['_links']['next_url']['href'], "\n";
