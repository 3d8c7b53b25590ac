<?php
// Prints the disputes that wait for your evidence.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/disputes?status=needs_response');
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

$disputes = json_decode($body, true);
foreach ($disputes['results'] as $dispute) {
    echo $dispute['dispute_id'], ' of payment ', $dispute['payment_id'], "\n";
    echo '    ', $dispute['reason'], ' ', $dispute['amount'], " pence\n";
}
