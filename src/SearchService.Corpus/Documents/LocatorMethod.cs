namespace SearchService.Corpus.Documents;

/// <summary>How a locator (page label, note number, section number) is known. Unknown is never a number.</summary>
public enum LocatorMethod
{
    Unknown,
    Inferred,
    Printed,
}
