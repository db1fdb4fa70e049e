import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Judges PDF files by veraPDF: one line "FILE<tab>FLAVOUR<tab>PASS" or "...<tab>FAIL<tab>first broken rules" for each
 * file and flavour. The profiles are read from the engine's own jar, since listing them needs more of JAXB than Debian has.
 */
public final class JudgePdf {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String flavour : arguments[0].split(",")) {
            ValidationProfile profile = profile(flavour);
            for (int index = 1; index < arguments.length; index++) {
                System.out.println(arguments[index] + "\t" + flavour + "\t" + verdict(arguments[index], flavour, profile));
            }
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String file = flavour.startsWith("ua")
            ? "PDFUA-" + flavour.substring(2) + ".xml"
            : "PDFA-" + flavour.toUpperCase(Locale.ROOT) + ".xml";
        try (InputStream source = JudgePdf.class.getResourceAsStream(PROFILES + file)) {
            return Profiles.profileFromXml(source);
        }
    }

    private static String verdict(String file, String flavour, ValidationProfile profile) throws Exception {
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.fromString(flavour))) {
            ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            return result.isCompliant() ? "PASS" : "FAIL\t" + String.join("; ", broken(result));
        }
    }

    private static List<String> broken(ValidationResult result) {
        List<String> rules = new ArrayList<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED && rules.size() < 5) {
                rules.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + " "
                    + assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        return rules;
    }
}
