import java.io.File;
import java.io.InputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Prints for each file its name, then the rules of PDF/UA-1 that it breaks: run by tests/pdf/test_pdf_ua.py. */
public class PdfUa {
    static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile;
        try (InputStream rules = PdfUa.class.getResourceAsStream(PROFILE)) {
            profile = Profiles.profileFromXml(rules);
        }
        for (String file : files) {
            System.out.println(file + " " + String.join(" ", broken(profile, file)));
        }
    }

    static TreeSet<String> broken(ValidationProfile profile, String file) throws Exception {
        TreeSet<String> found = new TreeSet<>();
        var tools = Foundries.defaultInstance();
        try (PDFAParser parser = tools.createParser(new File(file), profile.getPDFAFlavour())) {
            var validator = tools.createValidator(profile, false);
            for (TestAssertion each : validator.validate(parser).getTestAssertions()) {
                if (each.getStatus() != TestAssertion.Status.PASSED) {
                    found.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber());
                }
            }
        }
        return found;
    }
}
