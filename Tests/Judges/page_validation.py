"""Asks page-validation whether PDF documents keep the standards they claim: PDF/A and PDF/UA.

    python3 page_validation.py PROFILE[,PROFILE] FILE...        (profiles: 3a, 3u, ua1 and so on)

Prints `PASS PROFILE FILE` or `FAIL PROFILE FILE`, and under a FAIL a line for every rule that is broken.
Exits with 0 when everything passes, 1 when something fails, 2 when it is asked wrongly.

page-validation (https://pypi.org/project/page-validation, MIT) shares no code with veraPDF. `.ci/setup test`
fetches it. It only judges what tests make; it is never part of the product.
"""

import re
import sys

sys.path.insert(0, "/usr/local/share/page-validation")
import page

# Where it is mistaken; veraPDF checks the same, and rightly.
MISTAKEN = re.compile(
    # It overlooks the widths that glyphs of a CID-keyed CFF font have in common, and takes them for 0.
    "GLYPH-WIDTH.* in its embedded CIDFontType0C program but "
    # It takes a stream's last byte for a part of the end of line that follows, when it is a carriage return.
    "|-STREAM-LENGTH-"
)


def findings(file, profile):
    """What keeps a file from a profile: nothing when it passes."""
    try:
        # Its limits guard against hostile documents, and refuse a table of more than 1,024 rows.
        report = page.validate_pdf(file, profile=profile, limits=page.SafetyLimits.unlimited())
    except (page.PageError, OSError) as error:
        return ["not read: " + one_line(error)]
    # It names the first breach of every rule.
    found = sorted(line(failure) for failure in report.failures)
    if not found and not report.is_compliant:
        return ["not compliant, without a reason"]
    return [finding for finding in found if not MISTAKEN.search(finding)]


def line(failure):
    place = failure.object_id
    where = f" | object {place.object_number} {place.generation}" if place else ""
    return one_line(f"{failure.rule_id}: {failure.message}{where}")


def one_line(text):
    return " ".join(str(text).split())


def main(arguments):
    profiles = arguments[0].split(",") if len(arguments) > 1 else []
    if not profiles or not set(profiles) <= {profile.value for profile in page.ValidationProfile}:
        print("usage: page_validation.py PROFILE[,PROFILE] FILE...", file=sys.stderr)
        return 2
    status = 0
    for file in arguments[1:]:
        for profile in profiles:
            found = findings(file, profile)
            print("FAIL" if found else "PASS", profile, file)
            for finding in found:
                print("    " + finding)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
