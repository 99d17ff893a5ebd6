/**
 * What can be wrong: one class per crime, the twins of voting/crypto/errors.py and voting/ballots/errors.py.
 * `name` is fine and says which rule was broken; `code` is coarse, stable and for the HTTP interface (PROTOCOL 8).
 * `BallotDataError` and `CryptoDataError` are what someone sent; `BallotUsageError` is a mistake of the calling program.
 */

/** Root of everything this package throws. */
export class BallotError extends Error {
  /** @param {string} detail English sentence for developers, without secrets */
  constructor(detail = "") {
    super(detail);
    this.name = new.target.crime;
    this.code = new.target.code;
  }
}
BallotError.crime = "ballot-error";
BallotError.code = "error";

/** @param {string} name @param {typeof BallotError} parent @param {string} code */
function crime(name, parent, code = parent.code) {
  const made = class extends parent {};
  made.crime = name;
  made.code = code;
  return made;
}

export const BallotUsageError = /* @__PURE__ */ crime("ballot-usage-error", BallotError, "misuse");
export const BallotDataError = /* @__PURE__ */ crime("ballot-data-error", BallotError);

export const CryptoDataError = /* @__PURE__ */ crime("crypto-data-error", BallotError);
export const NotCanonical = /* @__PURE__ */ crime("not-canonical", CryptoDataError);
export const NotInGroup = /* @__PURE__ */ crime("not-in-group", CryptoDataError);
export const OffCurve = /* @__PURE__ */ crime("off-curve", NotInGroup);
export const SmallOrder = /* @__PURE__ */ crime("small-order", NotInGroup);
export const MixedOrder = /* @__PURE__ */ crime("mixed-order", NotInGroup);
export const UnexpectedIdentity = /* @__PURE__ */ crime("unexpected-identity", NotInGroup);
export const BadScalar = /* @__PURE__ */ crime("bad-scalar", CryptoDataError);

export const TooLarge = /* @__PURE__ */ crime("too-large", BallotDataError, "too-large");
export const Malformed = /* @__PURE__ */ crime("malformed", BallotDataError, "malformed");
export const NotJson = /* @__PURE__ */ crime("not-json", Malformed);
export const NotReprinted = /* @__PURE__ */ crime("not-reprinted", Malformed);
export const WrongFields = /* @__PURE__ */ crime("wrong-fields", Malformed);
export const WrongType = /* @__PURE__ */ crime("wrong-type", Malformed);
export const BadElementText = /* @__PURE__ */ crime("bad-element-text", Malformed);
export const BadScalarText = /* @__PURE__ */ crime("bad-scalar-text", Malformed);
export const WrongShape = /* @__PURE__ */ crime("wrong-shape", Malformed);
export const BadElection = /* @__PURE__ */ crime("bad-election", Malformed);
export const BadCredentials = /* @__PURE__ */ crime("bad-credentials", Malformed);
export const BadCard = /* @__PURE__ */ crime("bad-card", Malformed);
export const BadOpening = /* @__PURE__ */ crime("bad-opening", Malformed);

export const WrongOpening = /* @__PURE__ */ crime("wrong-opening", BallotDataError, "wrong-opening");

export const WrongElection = /* @__PURE__ */ crime("wrong-election", BallotDataError, "wrong-election");
export const WrongUuid = /* @__PURE__ */ crime("wrong-uuid", WrongElection);
export const WrongFingerprint = /* @__PURE__ */ crime("wrong-fingerprint", WrongElection);

export const UnknownCredential = /* @__PURE__ */ crime("unknown-credential", BallotDataError, "unknown-credential");
export const Duplicate = /* @__PURE__ */ crime("duplicate", BallotDataError, "duplicate");
export const DuplicateBallot = /* @__PURE__ */ crime("duplicate-ballot", Duplicate);
export const DuplicateCiphertext = /* @__PURE__ */ crime("duplicate-ciphertext", Duplicate);

export const WrongSubject = /* @__PURE__ */ crime("wrong-subject", BallotDataError, "wrong-subject");
export const WrongValue = /* @__PURE__ */ crime("wrong-value", BallotDataError, "wrong-value");
export const WrongWords = /* @__PURE__ */ crime("wrong-words", BallotDataError, "wrong-words");

export const BadProof = /* @__PURE__ */ crime("bad-proof", BallotDataError, "bad-proof");
export const ElementNotInGroup = /* @__PURE__ */ crime("element-not-in-group", BadProof);
export const WrongBallotHash = /* @__PURE__ */ crime("wrong-ballot-hash", BadProof);
export const BadSignature = /* @__PURE__ */ crime("bad-signature", BadProof);
export const BadIndividualProof = /* @__PURE__ */ crime("bad-individual-proof", BadProof);
export const BadOverallProof = /* @__PURE__ */ crime("bad-overall-proof", BadProof);
export const BadBlankProof = /* @__PURE__ */ crime("bad-blank-proof", BadProof);
export const BadSeal = /* @__PURE__ */ crime("bad-seal", BadProof);

export const BadTrustees = /* @__PURE__ */ crime("bad-trustees", BallotDataError, "bad-trustees");
export const BadKeyProof = /* @__PURE__ */ crime("bad-key-proof", BadTrustees);
export const WeakKey = /* @__PURE__ */ crime("weak-key", BadTrustees);
export const BadCertificate = /* @__PURE__ */ crime("bad-certificate", BadTrustees);
export const BadCoefficients = /* @__PURE__ */ crime("bad-coefficients", BadTrustees);
export const BadMessage = /* @__PURE__ */ crime("bad-message", BadTrustees);
export const BadTally = /* @__PURE__ */ crime("bad-tally", BallotDataError, "bad-tally");
export const WrongTally = /* @__PURE__ */ crime("wrong-tally", BadTally);
export const WrongOwner = /* @__PURE__ */ crime("wrong-owner", BadTally);
export const WrongResult = /* @__PURE__ */ crime("wrong-result", BadTally);
export const NotEnoughDecryptions = /* @__PURE__ */ crime("not-enough-decryptions", BadTally);
export const BadDecryption = /* @__PURE__ */ crime("bad-decryption", BadTally);

export const BadArchive = /* @__PURE__ */ crime("bad-archive", BallotDataError, "bad-archive");
export const BadTarBlock = /* @__PURE__ */ crime("bad-tar-block", BadArchive);
export const BadMember = /* @__PURE__ */ crime("bad-member", BadArchive);
export const BadEventChain = /* @__PURE__ */ crime("bad-event-chain", BadArchive);
