<?php
// Takes a payment from the card of an agreement, without the person.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
        'Content-Type: application/json',
        'Idempotency-Key: ' . 'permit-0417-april',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'amount' => 2600,
        'reference' => 'PERMIT-0417',
        'description' => 'Resident parking permit, April',
        'authorisation_mode' => 'agreement',
        'agreement_id' => getenv('AGREEMENT_ID'),
    ]),
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
// 201 says that it was created, 200 that it already was.
if ($status !== 201 && $status !== 200) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}

$payment = json_decode($body, true);
// The bank is asked in the background: ask for the payment until it is finished.
echo "payment {$payment['payment_id']} {$payment['state']['status']}\n";
