<?php
// Takes the money of a payment that was authorised with delayed_capture.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments/' . getenv('PAYMENT_ID') . '/capture');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('BURSAR_API_KEY')],
    CURLOPT_POSTFIELDS => '',
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 204) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}
echo "captured\n";
