namespace Integrations.Workflows.Expressions;

/// <summary>
/// What one evaluation may produce in native calls, in characters and elements: the script engines look at their own limits only between two
/// steps, and one call (repeat, join, replace) can do the work of millions.
/// </summary>
internal sealed class WorkBudget
{
    private double _left = ScriptLimits.MaxWork;

    /// <exception cref="ExpressionException">Nothing is left.</exception>
    public void Spend(double cost)
    {
        if (!(cost > 0)) cost = 0;
        _left -= cost + 1;
        if (_left < 0) throw new ExpressionException($"le script produit plus de {ScriptLimits.MaxWork / 1_000_000} millions de caractères ou d'éléments");
    }
}
