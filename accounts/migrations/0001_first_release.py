import django.contrib.auth.validators
import django.db.models.deletion
import thai.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_search'), ('accounts', '0003_security')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', thai.fields.CharField(max_length=8, unique=True, verbose_name='รหัสหน่วยงาน')),
                ('later_code', thai.fields.CharField(blank=True, max_length=8, verbose_name='รหัสใหม่')),
                ('level', models.CharField(choices=[('BUREAU', 'หน่วยงานระดับสำนัก'), ('DISTRICT', 'สำนักงานเขต'), ('SECRETARIAT', 'ส่วนราชการในสังกัดสำนักปลัดฯ และสำนักงานเลขานุการ')], max_length=12, verbose_name='ระดับ')),
                ('name', thai.fields.CharField(max_length=200, verbose_name='ชื่อหน่วยงาน')),
                ('name_en', thai.fields.CharField(blank=True, max_length=200, verbose_name='ชื่อภาษาอังกฤษ')),
                ('abbreviation', thai.fields.CharField(blank=True, max_length=20, verbose_name='ชื่อย่อ')),
                ('zone', thai.fields.CharField(blank=True, max_length=100, verbose_name='กลุ่ม')),
                ('sort_key', models.CharField(default='', editable=False, max_length=600)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='มีผลตั้งแต่')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='มีผลถึง')),
            ],
            options={
                'verbose_name': 'หน่วยงาน',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='agency_valid_to_after_valid_from')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': 'มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น'}, max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='ชื่อผู้ใช้')),
                ('full_name', thai.fields.CharField(max_length=200, verbose_name='ชื่อ-สกุล')),
                ('position', thai.fields.CharField(blank=True, max_length=200, verbose_name='ตำแหน่ง')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='อีเมล')),
                ('phone', thai.fields.CharField(blank=True, max_length=50, verbose_name='โทรศัพท์')),
                ('language', models.CharField(choices=[('th', 'ไทย'), ('en', 'English')], default='th', max_length=2, verbose_name='ภาษา')),
                ('single_keys_off', models.BooleanField(default=False, verbose_name='ปิดแป้นลัดที่ใช้ปุ่มเดียว (/ J K)')),
                ('is_active', models.BooleanField(default=True, verbose_name='ใช้งานได้')),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='accounts.agency', verbose_name='สังกัด')),
            ],
            options={
                'verbose_name': 'ผู้ใช้',
                'ordering': ['username'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acting', 'รักษาราชการแทน'), ('delegated', 'ปฏิบัติราชการแทน')], max_length=10, verbose_name='ลักษณะ')),
                ('order_number', thai.fields.CharField(max_length=100, verbose_name='คำสั่งเลขที่')),
                ('order_date', models.DateField(verbose_name='คำสั่งลงวันที่')),
                ('starts_on', models.DateField(verbose_name='ตั้งแต่วันที่')),
                ('ends_on', models.DateField(verbose_name='ถึงวันที่')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='accounts.agency', verbose_name='หน่วยงาน')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ทำการแทน')),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บริหารที่ไม่อยู่หรือมอบอำนาจ')),
            ],
            options={
                'verbose_name': 'การทำการแทนผู้บริหาร',
                'ordering': ['-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='delegation_ends_after_start', violation_error_message='วันสิ้นสุดต้องไม่ก่อนวันเริ่ม'), models.CheckConstraint(condition=models.Q(('head', models.F('deputy')), _negated=True), name='delegation_to_another_person', violation_error_message='ผู้ทำการแทนต้องเป็นคนละคนกับผู้บริหาร')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('officer', 'ผู้รับผิดชอบตัวชี้วัด'), ('working_group', 'คณะทำงานของหน่วยงาน'), ('head', 'ผู้บริหารหน่วยงาน'), ('secretariat', 'สำนักงาน ก.ก.'), ('committee', 'คณะกรรมการนวัตกรรมกรุงเทพมหานคร'), ('evaluator', 'สยป. ผู้ตรวจประเมิน'), ('auditor', 'ผู้ตรวจสอบ'), ('administrator', 'ผู้ดูแลระบบ')], max_length=16, verbose_name='บทบาท')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='ตั้งแต่วันที่')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='ถึงวันที่')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.agency', verbose_name='หน่วยงาน')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ใช้')),
            ],
            options={
                'verbose_name': 'บทบาทของผู้ใช้',
                'ordering': ['user', 'role'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('agency__isnull', False)), fields=('user', 'role', 'agency'), name='membership_once_in_agency', violation_error_message='ผู้ใช้มีบทบาทนี้ในหน่วยงานนี้แล้ว'), models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('user', 'role'), name='membership_once_in_city', violation_error_message='ผู้ใช้มีบทบาทนี้แล้ว'), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('role__in', ['head', 'officer', 'working_group'])), models.Q(('agency__isnull', True), ('role__in', ['administrator', 'auditor', 'committee', 'evaluator', 'secretariat'])), _connector='OR'), name='membership_agency_fits_role', violation_error_message='บทบาทระดับหน่วยงานต้องระบุหน่วยงาน บทบาทระดับเมืองต้องไม่ระบุ')],
            },
        ),
    ]
