// What the linter cannot say by itself: every member has words, limits and an example to go by.

// What has no limit, and why. Everything else has one.
const UNLIMITED = {
  '#/components/schemas/Address/properties/country': 'anything but two letters is dropped',
  '#/components/schemas/EmbeddedRefunds/properties/refunds': 'a payment has any number of refunds',
  '#/components/schemas/PaymentEvents/properties/events': 'a payment has any number of events',
  '#/components/schemas/PaymentRefundRequest/properties/refund_amount_available':
    'a number that makes no sense is not what is available',
  '#/components/parameters/CardholderName': 'any part of a name may be searched for',
  '#/components/parameters/PaymentAgreementId': 'what is no id matches nothing',
};
// Addresses and sentences are as long as the operator's settings make them; money may be owed.
const UNLIMITED_NAMES = ['href', 'net_amount', 'RequestError/properties/description',
  'ErrorResponse/properties/description', 'SandboxError/properties/description'];

const isUnlimited = (pointer) =>
  pointer in UNLIMITED || UNLIMITED_NAMES.some((name) => pointer.endsWith(`/${name}`));

function hasLimit(schema) {
  switch (schema.type) {
    case 'string':
      return ['enum', 'format', 'pattern', 'minLength', 'maxLength'].some((word) => word in schema);
    case 'integer':
      return 'minimum' in schema || 'maximum' in schema;
    case 'array':
      return 'maxItems' in schema;
    default:
      return true;
  }
}

const isMember = (pointer) => /\/properties\/[^/]+$/.test(pointer);
const isComponent = (pointer) => /^#\/components\/schemas\/[^/]+$/.test(pointer);

const described = () => ({
  Schema(schema, { report, location }) {
    const needsWords = isMember(location.pointer) || isComponent(location.pointer);
    if (needsWords && !schema.description?.trim()) {
      report({ message: 'Says nothing about itself: `description` is missing.' });
    }
  },
});

const limited = () => ({
  Schema(schema, { report, location }) {
    const { pointer } = location;
    if (isMember(pointer) && !isUnlimited(pointer) && !hasLimit(schema)) {
      report({ message: 'Has no limit. If it needs none, say why in the rule.' });
    }
  },
  Parameter(parameter, { report, location, resolve }) {
    const schema = resolve(parameter.schema).node;
    if (parameter.in !== 'path' && !isUnlimited(location.pointer) && !hasLimit(schema)) {
      report({ message: 'Has no limit. If it needs none, say why in the rule.' });
    }
  },
});

const exemplified = () => ({
  MediaType(media, { report }) {
    if (Object.keys(media.examples ?? {}).length === 0) {
      report({ message: 'Shows nothing: `examples` is missing or empty.' });
    }
  },
});

export default () => ({
  id: 'bursar',
  rules: { oas3: { described, limited, exemplified } },
});
