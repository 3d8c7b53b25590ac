<?php
// Prints what happened to a payment, the oldest first.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments/' . getenv('PAYMENT_ID') . '/events');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('BURSAR_API_KEY')],
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 200) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}

$history = json_decode($body, true);
foreach ($history['events'] as $event) {
    echo $event['updated'], ' ', $event['state']['status'], "\n";
}
