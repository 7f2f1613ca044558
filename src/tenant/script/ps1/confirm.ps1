# What nothing takes back is confirmed by the tenant's name.
function Confirm-Tenant([string] $Name) { if ((Read-Host $askName) -cne $Name) { Stop-Script $notConfirmed } }
