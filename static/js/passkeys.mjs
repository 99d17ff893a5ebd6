/** Entry point of the pages on which officials sign in, or say again who they are, or make a passkey. */

import { offerPasskeys } from "./account/passkeys.mjs";

offerPasskeys();
