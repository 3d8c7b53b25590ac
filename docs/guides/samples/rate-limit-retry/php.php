<?php
// Asks for a payment, and again a little later while there are too many requests.
const ATTEMPTS_MAX = 5;

$curl = curl_init(getenv('BURSAR_URL') . '/v1/payments/' . getenv('PAYMENT_ID'));
$wait = 1;
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('BURSAR_API_KEY')],
    CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$wait): int {
        if (sscanf(strtolower($line), 'retry-after: %d', $seconds) === 1) {
            $wait = $seconds;
        }
        return strlen($line);
    },
]);

for ($attempt = 1; ; $attempt++) {
    $body = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== 429 || $attempt === ATTEMPTS_MAX) {
        break;
    }
    sleep($wait);
}
if ($status !== 200) {
    fwrite(STDERR, "$status $body\n");
    exit(1);
}
echo json_decode($body, true)['state']['status'], "\n";
