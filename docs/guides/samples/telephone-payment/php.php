<?php
// Records a payment that was taken over the telephone by somebody else.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/payment_notification');
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
        'processor_id' => '9f2c1a',
        'provider_id' => 'call-20260302-0091',
        'card_type' => 'visa',
        'card_expiry' => '11/39',
        'first_six_digits' => '424242',
        'last_four_digits' => '4242',
        'name_on_card' => 'Ade Okafor',
        'payment_outcome' => [
            'status' => 'success',
        ],
    ]),
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
// 201 says that it was recorded, 200 that it already was.
if ($status !== 201 && $status !== 200) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}

$payment = json_decode($body, true);
echo "payment {$payment['payment_id']} {$payment['state']['status']}\n";
