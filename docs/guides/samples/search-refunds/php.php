<?php
// Prints the refunds that were made since a date.
$curl = curl_init(getenv('BURSAR_URL') . '/v1/refunds?from_date=2026-01-01T00:00:00Z');
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

$refunds = json_decode($body, true);
foreach ($refunds['results'] as $refund) {
    echo $refund['refund_id'], ' ', $refund['status'], ' ', $refund['amount'], " pence\n";
    echo '    of payment ', $refund['payment_id'], "\n";
}
