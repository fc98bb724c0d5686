import { createLink } from '@tanstack/react-router';
import { LinkButton as PlainLinkButton } from '@unlatch/ui';

/** A link to a page of the app that looks like a button. */
export const LinkButton = createLink(PlainLinkButton);
