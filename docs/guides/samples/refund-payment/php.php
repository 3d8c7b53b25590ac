<?php
// Gives back a part of a payment, and never twice by accident.
function call(string $path, ?array $body = null): array
{
    $curl = curl_init(getenv('BURSAR_URL') . $path);
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
            'Content-Type: application/json',
        ],
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $answer = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status < 200 || $status > 299) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}

$path = '/v1/payments/' . getenv('PAYMENT_ID');
$payment = call($path);

// If somebody else refunds in between, this is refused with P0604.
$refund = call("$path/refunds", [
    'amount' => 600,
    'refund_amount_available' => $payment['refund_summary']['amount_available'],
]);
echo "refund {$refund['refund_id']} {$refund['status']}\n";
