<?php
// Takes a payment with card details that your service was given by post or telephone.
function post(string $url, array $body, array $headers = []): string
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ['Content-Type: application/json', ...$headers],
        CURLOPT_POSTFIELDS => json_encode($body),
    ]);
    $answer = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status < 200 || $status > 299) {
        throw new RuntimeException("$status $answer");
    }
    return $answer;
}

$created = post(getenv('BURSAR_URL') . '/v1/payments', [
    'amount' => 2600,
    'reference' => 'PERMIT-0417',
    'description' => 'Resident parking permit, six months',
    'authorisation_mode' => 'moto_api',
], ['Authorization: Bearer ' . getenv('BURSAR_API_KEY')]);
$payment = json_decode($created, true);

// No key is needed here: the token stands for it, once.
$auth = $payment['_links']['auth_url_post'];
post($auth['href'], [
    'one_time_token' => $auth['params']['one_time_token'],
    'card_number' => '4242424242424242',
    'cvc' => '737',
    'expiry_date' => '11/39',
    'cardholder_name' => 'Ade Okafor',
]);
echo "authorised {$payment['payment_id']}\n";
