<?php
// Asks how far a payment got.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments/' . getenv('PAYMENT_ID'));
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

$payment = json_decode($body, true);
['amount' => $amount, 'state' => $state] = $payment;
echo "$amount pence: {$state['status']}\n";
if (!$state['finished']) {
    echo "the person may still pay\n";
}
