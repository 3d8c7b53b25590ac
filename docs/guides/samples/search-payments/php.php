<?php
// Prints every payment that has a reference, page by page.
$query = http_build_query(['reference' => 'PERMIT-0417', 'display_size' => 50]);
$url = getenv('BURSAR_URL') . '/v1/payments?' . $query;

while ($url !== null) {
    $curl = curl_init($url);
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

    $page = json_decode($body, true);
    foreach ($page['results'] as $payment) {
        echo "{$payment['payment_id']} {$payment['state']['status']} {$payment['amount']}\n";
    }

    // A page names the next one, and the last page names none.
    $url = $page['_links']['next_page']['href'] ?? null;
}
