<?php
// Makes an agreement, and the payment in which the person's card is kept for it.
function post(string $path, array $body): array
{
    $curl = curl_init(getenv('BURSAR_URL') . $path);
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('BURSAR_API_KEY'),
            'Content-Type: application/json',
        ],
        CURLOPT_POSTFIELDS => json_encode($body),
    ]);
    $answer = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== 201) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}

$agreement = post('/v1/agreements', [
    'reference' => 'PERMIT-0417',
    'description' => 'Resident parking permit, every month',
]);
echo "agreement {$agreement['agreement_id']} {$agreement['status']}\n";

// The agreement is active once the person has paid this one.
$payment = post('/v1/payments', [
    'amount' => 2600,
    'reference' => 'PERMIT-0417',
    'description' => 'Resident parking permit, March',
    'return_url' => 'https://parking.example.org/permits/0417/paid',
    'set_up_agreement' => $agreement['agreement_id'],
]);
echo "send the person to {$payment['_links']['next_url']['href']}\n";
