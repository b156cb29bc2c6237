using System.Globalization;

namespace SearchService.Retrieval.Language;

/// <summary>Reads what says behind a phrase how near its words stand.</summary>
/// <param name="maxGap">The most words that may stand between.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class ProximityReader(int maxGap, List<QueryFault> faults)
{
    /// <summary>A nearness; null with a fault where none can be read.</summary>
    /// <param name="suffix">What stands behind the "~".</param>
    /// <param name="place">From the "~" on.</param>
    /// <param name="count">How many words the phrase has.</param>
    public Proximity? Read(string suffix, (int Start, int End) place, int count)
    {
        const string Ways = "Behind the closing mark stands ~4, ~>4, ~s or ~p";
        var written = suffix.TrimEnd('.', ',', ';', ':', '!', '?', ']', '’');
        var ordered = written.StartsWith('>');
        var unit = (ordered ? written[1..] : written).ToLowerInvariant();
        var end = place.Start + 1 + written.Length;
        Proximity? proximity = unit switch
        {
            "s" or "p" => new Proximity(unit == "s" ? ProximityKind.Sentence : ProximityKind.Paragraph),
            { Length: > 0 and < 9 } when unit.All(char.IsAsciiDigit) => new Proximity(
                ProximityKind.Gap,
                int.Parse(unit, CultureInfo.InvariantCulture),
                ordered
            ),
            { Length: >= 9 } when unit.All(char.IsAsciiDigit) => new Proximity(
                ProximityKind.Gap,
                int.MaxValue,
                ordered
            ),
            _ => null,
        };
        if (proximity is null)
        {
            faults.Add(
                new QueryFault(
                    place.Start,
                    end - place.Start,
                    $"{Ways}; this is passed over.",
                    unit.Length == 0 ? (ordered ? "~>4" : "~4") : ""
                )
            );
            return null;
        }

        if (count < 2)
        {
            faults.Add(
                new QueryFault(place.Start, end - place.Start, "Nearness needs two words; it is passed over.", "")
            );
            return null;
        }

        if (ordered && proximity.Kind != ProximityKind.Gap)
        {
            faults.Add(new QueryFault(place.Start, end - place.Start, $"{Ways}; this is read as ~{unit}.", "~" + unit));
        }

        if (proximity.MaxGap > maxGap)
        {
            faults.Add(
                new QueryFault(
                    place.Start,
                    end - place.Start,
                    FormattableString.Invariant($"At most {maxGap} words may stand between; it is read so."),
                    FormattableString.Invariant($"~{(ordered ? ">" : "")}{maxGap}"),
                    nameof(QueryLimits.MaxGap)
                )
            );
            proximity = proximity with { MaxGap = maxGap };
        }

        return proximity;
    }
}
